# certlift and nothing else: docker build -t certlift .
# docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" certlift check applicationHost.config
FROM debian:12 AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates git
WORKDIR /src
COPY . .
RUN scripts/package linux && mkdir /out && tar xzf build/package/certlift-*-linux-*.tar.gz --strip-components 1 -C /out

FROM scratch
COPY --from=build /out/bin/certlift /bin/certlift
COPY --from=build /out/share/doc/certlift /share/doc/certlift
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/bin/certlift"]
