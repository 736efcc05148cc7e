"""What can two countries mean for each other?"""

__version__ = "0.1.0"
