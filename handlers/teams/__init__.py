"""The assistant in Microsoft Teams: what Teams sends becomes a request, a Reply becomes an Adaptive Card.

Import the modules themselves, and only where the settings name Teams: its libraries are an extra, `.[teams]`.
"""
