package io.fairlead.proxy.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePortsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by name                       | {name: grpc, port: 80, targetPort: 50051} | grpc  | grpc
            by number                     | {name: grpc, port: 80, targetPort: 50051} | 80    | grpc
            not by the pods' number       | {name: grpc, port: 80, targetPort: 50051} | 50051 |
            by number, without a name     | {port: 80}                                | 80    | ''
            another name                  | {name: grpc, port: 80}                    | web   |
            another number                | {name: grpc, port: 80}                    | 81    |
            not TCP                       | {name: grpc, port: 80, protocol: UDP}     | grpc  |
            TCP                           | {name: grpc, port: 80, protocol: TCP}     | 80    | grpc
            the second, TCP               | {name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP} | 53 | dns-tcp
            no ports                      |                                           | 80    |
            """)
    void aPortIsFoundByItsNameOrNumber(String name, String ports, String wanted, String found) {
        // Given
        Service service =
                Serialization.unmarshal("spec: {ports: [%s]}".formatted(ports == null ? "" : ports), Service.class);

        // When
        Optional<String> port = ServicePorts.name(service, port(wanted));

        // Then
        assertThat(port).as(name).isEqualTo(Optional.ofNullable(found));
    }

    private static IntOrString port(String text) {
        return Character.isDigit(text.charAt(0)) ? new IntOrString(Integer.parseInt(text)) : new IntOrString(text);
    }
}
