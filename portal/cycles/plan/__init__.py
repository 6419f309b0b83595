"""Plan: outcomes and targets, the meeting, who answers for it, what earlier cycles taught, agreement."""
