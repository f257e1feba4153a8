"""What the assistant knows: no clock, no chat library, no SQL."""
