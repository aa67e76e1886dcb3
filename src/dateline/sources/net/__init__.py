"""The network, asked safely and politely."""

from dateline.sources.net.fetching import Fetched, Fetcher, Manners, retry_after

__all__ = ["Fetched", "Fetcher", "Manners", "retry_after"]
