package io.fairlead.demo.api.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.kubernetes.client.proto.IntStr.IntOrString;
import io.kubernetes.client.proto.Meta.LabelSelector;
import io.kubernetes.client.proto.Meta.ObjectMeta;
import io.kubernetes.client.proto.Meta.Time;
import io.kubernetes.client.proto.Resource.Quantity;
import io.kubernetes.client.proto.Runtime.TypeMeta;
import io.kubernetes.client.proto.Runtime.Unknown;
import io.kubernetes.client.proto.V1.ConfigMap;
import io.kubernetes.client.proto.V1.Container;
import io.kubernetes.client.proto.V1.PodSpec;
import io.kubernetes.client.proto.V1.PodTemplateSpec;
import io.kubernetes.client.proto.V1.ResourceRequirements;
import io.kubernetes.client.proto.V1.Secret;
import io.kubernetes.client.proto.V1Apps.Deployment;
import io.kubernetes.client.proto.V1Apps.DeploymentSpec;
import io.kubernetes.client.proto.V1Apps.DeploymentStrategy;
import io.kubernetes.client.proto.V1Apps.RollingUpdateDeployment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KubernetesProtobufTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void whatIsNotSetIsLeftOutAndWhatIsTextStays() throws Exception {
        // Given
        ConfigMap map = ConfigMap.newBuilder()
                .setMetadata(ObjectMeta.newBuilder()
                        .setName("settings")
                        .setGenerateName("")
                        .setGeneration(0)
                        .setCreationTimestamp(Time.getDefaultInstance()))
                .putData("empty", "")
                .putData("off", "false")
                .build();

        // When
        ObjectNode object = KubernetesProtobuf.read(body("v1", "ConfigMap", map));

        // Then
        assertThat(object)
                .isEqualTo(YAML.readTree("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: settings}
                        data: {empty: '', off: 'false'}
                        """));
    }

    @Test
    void bytesAreWrittenInBase64() {
        // Given
        Secret secret = Secret.newBuilder()
                .putData("key", ByteString.copyFromUtf8("value"))
                .build();

        // When
        ObjectNode object = KubernetesProtobuf.read(body("v1", "Secret", secret));

        // Then
        assertThat(object.at("/data/key").asText()).isEqualTo("dmFsdWU=");
    }

    @Test
    void typesWithAFormOfTheirOwnHaveIt() throws Exception {
        // Given
        Deployment deployment = Deployment.newBuilder()
                .setMetadata(ObjectMeta.newBuilder().setCreationTimestamp(Time.newBuilder().setSeconds(1)))
                .setSpec(DeploymentSpec.newBuilder()
                        .setReplicas(0)
                        .setPaused(false)
                        .setSelector(LabelSelector.newBuilder().putMatchLabels("app", "echo"))
                        .setStrategy(DeploymentStrategy.newBuilder()
                                .setRollingUpdate(RollingUpdateDeployment.newBuilder()
                                        .setMaxSurge(IntOrString.newBuilder().setType(1).setStrVal("25%"))
                                        .setMaxUnavailable(IntOrString.newBuilder().setType(0).setIntVal(2))))
                        .setTemplate(PodTemplateSpec.newBuilder()
                                .setSpec(PodSpec.newBuilder()
                                        .addContainers(Container.newBuilder()
                                                .setName("echo")
                                                .setResources(ResourceRequirements.newBuilder()
                                                        .putLimits("cpu", Quantity.newBuilder().setString("2").build()))))))
                .build();

        // When
        ObjectNode object = KubernetesProtobuf.read(body("apps/v1", "Deployment", deployment));

        // Then
        assertThat(object)
                .isEqualTo(YAML.readTree("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {creationTimestamp: '1970-01-01T00:00:01Z'}
                        spec:
                          replicas: 0
                          selector: {matchLabels: {app: echo}}
                          strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 2}}
                          template: {spec: {containers: [{name: echo, resources: {limits: {cpu: '2'}}}]}}
                        """));
    }

    @Test
    void aBodyThatDoesNotBeginAsItShouldIsRefused() {
        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesProtobuf.read(ByteString.copyFromUtf8("{}")))
                .withMessage("the body of the request does not begin as Kubernetes' protobuf does");
    }

    @Test
    void aBodyThatEndsEarlyIsRefused() {
        // Given
        ByteString body = body("v1", "ConfigMap", ConfigMap.newBuilder().putData("a", "b").build());

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesProtobuf.read(body.substring(0, body.size() - 3)))
                .withMessageStartingWith("the body of the request is not protobuf: ");
    }

    @Test
    void aKindThatIsNotKnownIsRefusedByItsName() {
        // Given
        ByteString body = body("batch/v1", "Job", ConfigMap.getDefaultInstance());

        // When, Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesProtobuf.read(body))
                .withMessage("Job in version \"batch/v1\" is not read as protobuf here, only as JSON");
    }

    private static ByteString body(String apiVersion, String kind, Message object) {
        Unknown envelope = Unknown.newBuilder()
                .setTypeMeta(TypeMeta.newBuilder().setApiVersion(apiVersion).setKind(kind))
                .setRaw(object.toByteString())
                .build();
        return ByteString.copyFrom("k8s\0", StandardCharsets.US_ASCII).concat(envelope.toByteString());
    }
}
