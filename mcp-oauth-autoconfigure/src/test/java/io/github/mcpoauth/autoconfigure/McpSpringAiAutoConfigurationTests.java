package io.github.mcpoauth.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.ai.mcp.server.common.autoconfigure.McpServerJsonMapperAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStatelessWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.autoconfigure.McpServerStreamableHttpWebMvcAutoConfiguration;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStatelessServerTransport;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Which transports of Spring AI's there are, and what its properties still decide.
 */
@ExtendWith(OutputCaptureExtension.class)
class McpSpringAiAutoConfigurationTests {

	private static final String STREAMABLE = "spring.ai.mcp.server.protocol=STREAMABLE";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(McpSpringAiAutoConfiguration.class,
				McpServerJsonMapperAutoConfiguration.class, McpServerStreamableHttpWebMvcAutoConfiguration.class,
				McpServerStatelessWebMvcAutoConfiguration.class));

	@Test
	void contextWhenStreamableThenTransportAsSpringAiSays() {
		this.runner
			.withPropertyValues(STREAMABLE, "spring.ai.mcp.server.streamable-http.mcp-endpoint=/tools",
					"spring.ai.mcp.server.streamable-http.disallow-delete=true",
					"spring.ai.mcp.server.streamable-http.keep-alive-interval=1h")
			.run((context) -> {
				assertThat(context).hasSingleBean(WebMvcStreamableServerTransportProvider.class)
					.hasBean("mcpStreamableServerTransport")
					.doesNotHaveBean(WebMvcStatelessServerTransport.class);
				WebMvcStreamableServerTransportProvider transport = context
					.getBean(WebMvcStreamableServerTransportProvider.class);
				assertThat(transport).hasFieldOrPropertyWithValue("mcpEndpoint", "/tools")
					.hasFieldOrPropertyWithValue("disallowDelete", true)
					.extracting("keepAliveScheduler")
					.isNotNull();
				transport.closeGracefully().block();
			});
	}

	@Test
	void contextWhenStatelessThenTransportAsSpringAiSays() {
		this.runner
			.withPropertyValues("spring.ai.mcp.server.protocol=STATELESS",
					"spring.ai.mcp.server.streamable-http.mcp-endpoint=/tools")
			.run((context) -> assertThat(context).hasBean("mcpStatelessServerTransport")
				.doesNotHaveBean(WebMvcStreamableServerTransportProvider.class)
				.getBean(WebMvcStatelessServerTransport.class)
				.hasFieldOrPropertyWithValue("mcpEndpoint", "/tools"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.ai.mcp.server.protocol=SSE", "spring.ai.mcp.server.stdio=true",
			"spring.ai.mcp.server.enabled=false" })
	void contextWhenThereIsNoSuchServerThenNoTransport(String property) {
		this.runner.withPropertyValues(STREAMABLE, property)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(WebMvcStreamableServerTransportProvider.class));
	}

	@Test
	void contextWhenApplicationHasTransportThenBacksOff() {
		this.runner.withPropertyValues(STREAMABLE)
			.withBean("own", WebMvcStreamableServerTransportProvider.class,
					() -> WebMvcStreamableServerTransportProvider.builder().build())
			.run((context) -> assertThat(context).hasSingleBean(WebMvcStreamableServerTransportProvider.class)
				.hasBean("own"));
	}

	@Test
	void contextWhenSwitchedOffThenTransportIsSpringAis() {
		this.runner.withPropertyValues(STREAMABLE, "mcp.oauth.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(WebMvcStreamableServerTransportProvider.class)
				.doesNotHaveBean("mcpStreamableServerTransport"));
	}

	@Test
	void contextWhenSpringAiIsNotOnTheClasspathThenNothing() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(McpSpringAiAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.ai", "io.modelcontextprotocol"))
			.withPropertyValues(STREAMABLE)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("mcpStreamableServerTransport"));
	}

	@Test
	void startWhenSpringAisEndpointIsNoPathThenNamesItsProperty(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> TestServer.start(STREAMABLE, "spring.ai.mcp.server.streamable-http.mcp-endpoint=/{tenant}/mcp")
					.close());
		assertThat(output).contains("APPLICATION FAILED TO START",
				"The property spring.ai.mcp.server.streamable-http.mcp-endpoint", "'/{tenant}/mcp'");
	}

	@Test
	void startWhenProtocolHasOtherEndpointsThenPathIsNotTheirs(CapturedOutput output) {
		TestServer
			.start("spring.ai.mcp.server.protocol=SSE", "spring.ai.mcp.server.streamable-http.mcp-endpoint=/tools",
					"mcp.oauth.enabled=false")
			.close();
		assertThat(output).contains("no Origin at /mcp");
	}

	@ParameterizedTest
	@CsvSource({ "STREAMABLE, /tools", "stateless, /tools", "streamable, tools" })
	void startWhenSwitchedOffThenWarnsOfSpringAisEndpoint(String protocol, String endpoint, CapturedOutput output) {
		TestServer
			.start("spring.ai.mcp.server.protocol=" + protocol,
					"spring.ai.mcp.server.streamable-http.mcp-endpoint=" + endpoint, "mcp.oauth.enabled=false")
			.close();
		assertThat(output).contains("no Origin at /tools");
	}

}
