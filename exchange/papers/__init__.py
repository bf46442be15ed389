"""The contract on paper: a document as plain data in, PDF (`pdf`) or DOCX (`docx`) out."""
