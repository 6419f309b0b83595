"""What comes in and goes out: UPNs, Common Transfer Files, GIAS, and any CSV.

Readers here are pure: bytes in, NamedTuples out, with every problem said in one plain sentence.
Nothing in a reader touches the database; `actions` writes what a person has confirmed.
"""
