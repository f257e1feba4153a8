"""`make bench`: how long answers take and what the process weighs, measured in one run on one machine."""
