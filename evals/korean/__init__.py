"""What the Korean language asks of a text: particles and their sounds, sentence endings, morphemes."""
