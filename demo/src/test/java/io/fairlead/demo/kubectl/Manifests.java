package io.fairlead.demo.kubectl;

/** What the tests apply. */
final class Manifests {

    static final String LOAD_BALANCER = """
            apiVersion: fairlead.io/v1alpha1
            kind: GrpcLoadBalancer
            metadata: {name: echo}
            spec:
              listeners:
              - {name: grpc, port: 50050, maxConnections: 100}
              backends:
              - name: echo
                service: {name: echo, port: grpc}
                balance: {algorithm: RoundRobin}
            """;

    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: echo, labels: {app: echo}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: echo}}
              template:
                metadata: {labels: {app: echo}}
                spec:
                  tolerations: [{operator: Exists}]
                  containers:
                  - name: echo
                    image: fairlead/echo
                    env:
                    - {name: A, value: "1"}
                    - {name: B, value: "2"}
                    ports: [{name: grpc, containerPort: 50051}]
            """;

    private Manifests() {}
}
