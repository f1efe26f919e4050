"""What the Korean language asks of a text: the sounds that particles agree with."""
