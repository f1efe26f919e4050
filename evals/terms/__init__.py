"""The words of machine learning in English and Korean, and what they must not be called."""
