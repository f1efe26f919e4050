"""One self-contained HTML page of a result, to read findings and their sources side by side."""
