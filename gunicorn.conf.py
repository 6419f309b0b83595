"""How gunicorn serves the portal: plain ``gunicorn`` in this folder is enough.

Four single-threaded workers; docs/decisions/four-workers.md holds what was measured. Single threads need no connection
pool and no thought about shared state.
"""

import gc
import os

wsgi_app = "wsgi:app"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
worker_class = "sync"
preload_app = False  # each worker opens its own database connections
timeout = 30
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "warning")
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - heartbeats off the disk
control_socket_disable = True  # one server, stopped by signals; no second way in


def post_worker_init(_worker: object) -> None:
    """What a worker loaded at its start stays as long as it lives: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
