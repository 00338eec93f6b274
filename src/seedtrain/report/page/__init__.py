"""The parts of the HTML page: style and script as files, the rest as small makers of escaped markup."""
