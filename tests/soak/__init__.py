"""The promises about people, faults and load, tried at full length: `make soak`."""
