"""A local web page and a JSON interface: doors, without logic of their own."""

from detente.web.app import application

__all__ = ["application"]
