package io.fairlead.proxy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.testing.TestProxy;
import io.fairlead.proxy.testing.rpc.RpcCall;
import io.fairlead.proxy.testing.rpc.RpcClient;
import io.fairlead.proxy.testing.rpc.RpcMethods;
import io.fairlead.proxy.testing.rpc.RpcScene;
import io.fairlead.proxy.testing.rpc.RpcServer;
import io.fairlead.proxy.testing.rpc.RpcTraffic;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that are restarted one after the other, each of which says by GOAWAY that it goes, under the RPCs of one connection. */
class RollingRestartTest {

    @RegisterExtension
    final RpcScene scene = new RpcScene();

    private List<RpcServer> servers;
    private TestProxy proxy;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        servers = scene.servers(3);
        proxy = scene.proxy(servers);
        client = scene.client(proxy);
    }

    @Test
    void losesNoRpc() throws Exception {
        // Given
        RpcTraffic traffic = scene.open(RpcTraffic.start(client));

        // When
        for (RpcServer server : servers) {
            traffic.awaitProgress();
            server.shutDown();
            server.awaitEnd();
            traffic.awaitProgress();
            server.restart();
        }
        traffic.awaitProgress();

        // Then
        assertThat(traffic.end()).isEmpty();
        assertThat(servers)
                .extracting(RpcServer::connections)
                .allSatisfy(made -> assertThat(made).isGreaterThanOrEqualTo(2));
        assertThat(proxy.listenerStats().connections().sum()).isEqualTo(1);
    }

    @Test
    void aConversationGoesOnWhileItsServerGoes() throws Exception {
        // Given
        RpcCall talk = client.start(RpcMethods.CHAT).send(RpcMethods.bytes("one"));
        talk.next();
        String name = talk.headers().get(RpcMethods.SERVER);
        RpcServer server = servers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        // When
        server.shutDown();

        // Then
        assertThat(client.serverNames(10)).doesNotContain(name);
        talk.send(RpcMethods.bytes("two")).halfClose();
        assertThat(RpcMethods.text(talk.next())).isEqualTo("two");
        assertThat(talk.status()).isEqualTo(Status.OK);
        server.awaitEnd();
    }
}
