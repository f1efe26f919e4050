"""The command line: a file a command. It alone knows click, the environment, and both houses."""
