"""The built-in server: uvicorn's HTTP, our limits, and printed pages answered the moment they are asked for."""
