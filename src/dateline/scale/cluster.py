"""The library, and the machines: tasks in, what they give out; a task of a process or machine that goes away is done again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

Task = TypeVar("Task")
Done = TypeVar("Done")
AHEAD = 3  # tasks for each processor that are handed out, so that none waits for the next


def library() -> ModuleType:
    """
    Return ray.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import ray
    except ImportError as error:
        raise MissingExtraError("scale", "pip install 'dateline[scale]'") from error
    module: ModuleType = ray
    return module


@dataclass(frozen=True, slots=True)
class Machines:
    """A cluster that tasks are given to."""

    ray: Any  # the library, which is imported late
    processors: int

    @classmethod
    def at(cls, address: str | None) -> Machines:
        """
        Return the cluster at an address, or with none named one of this machine alone.

        Raises:
            MissingExtraError: ray is not installed.
            UsageError: no cluster answers at the address.
        """
        ray = library()
        if not ray.is_initialized():
            try:
                ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False, include_dashboard=False)
            except (ConnectionError, RuntimeError, ValueError) as error:
                message = f"no Ray cluster answers at {address!r}: {str(error).splitlines()[0]}. Start one: ray start --head"
                raise UsageError(message) from error
        return cls(ray, max(1, int(ray.cluster_resources().get("CPU", 1))))

    def share(self, value: object) -> object:
        """Return a reference to a value that many tasks take: it is sent to each machine once."""
        return self.ray.put(value)

    def done(self, act: Callable[..., Done], tasks: Iterable[Task], *shared: object, most: int | None = None) -> Iterator[Done]:
        """
        Yield what act makes of each task, as they are done.

        Args:
            act: a function of a module, called with a task and what is shared; doing it twice must do no harm.
            tasks: taken only as far ahead as the machines need.
            shared: what `share` gave.
            most: how many are done at once; None: as many as there are processors.
        """
        # Without end, since a page that ends its process is given up after two times, and a machine may go at any time.
        remote = self.ray.remote(num_cpus=1, max_retries=-1, scheduling_strategy="SPREAD")(act)
        coming = iter(tasks)
        out: list[Any] = []
        while True:
            while len(out) < (most or AHEAD * self.processors):
                task = next(coming, None)
                if task is None:
                    break
                out.append(remote.remote(task, *shared))
            if not out:
                return
            ready, out = self.ray.wait(out, num_returns=1)
            yield from self.ray.get(ready)
