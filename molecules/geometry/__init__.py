"""From the bytes of a stranger to one clean outline in longitude and latitude: files, pasted text, unions.

What opens a file (`reading_process` and all below it) runs in a limited process and knows no Django.
"""
