FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# The dependencies change seldom: a layer of their own, built before the sources come in.
WORKDIR /opt/kg
COPY requirements.lock ./
RUN python -m pip install --quiet --upgrade pip \
 && python -m pip install --quiet --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY kg kg
COPY loaders loaders
COPY queries queries
RUN python -m pip install --quiet --no-deps --no-build-isolation .

RUN useradd --create-home --uid 10001 kg
USER kg
WORKDIR /home/kg

ENTRYPOINT ["kg"]
CMD ["--help"]
