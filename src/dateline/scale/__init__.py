"""The same over many machines: the only home of ray. Machines read parts into segments; one publishes them as a generation."""

from dateline.scale.adding import Cluster, Given, add

__all__ = ["Cluster", "Given", "add"]
