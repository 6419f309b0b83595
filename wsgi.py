"""The application that gunicorn serves and that ``flask --app wsgi`` commands run in."""

from portal import create_app

app = create_app()
