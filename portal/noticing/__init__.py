"""Notice, Check, Try: light notes before the register, without a label."""
