package io.github.mcpoauth.autoconfigure;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.firewall.DefaultHttpFirewall;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security's firewall in front of all chains.
 */
@Tag("G11")
class FirewallTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
						DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
						McpOAuthAutoConfiguration.class, McpResourceServerAutoConfiguration.class))
		.withPropertyValues("mcp.oauth.upstream.issuer-uri=https://issuer.example");

	@Test
	void callWhenHeaderHasControlCharacterThen400() {
		this.runner.run((context) -> {
			assertThat(status(context, "Authorization", "Bearer a\u0001b")).isEqualTo(400);
			assertThat(status(context, "Origin", "https://a\u0007.example")).isEqualTo(400);
			assertThat(status(context, "Authorization", "Basic YTpi")).isEqualTo(401);
		});
	}

	@Test
	void callWhenUrlIsSuspiciousThen400() {
		this.runner.run((context) -> {
			MockHttpServletRequest request = call();
			request.setRequestURI("/mcp;x=y");
			assertThat(status(context, request)).isEqualTo(400);
		});
	}

	@Test
	void contextWhenApplicationHasFirewallThenItsOwn() {
		this.runner.withBean("own", HttpFirewall.class, DefaultHttpFirewall::new)
			.run((context) -> assertThat(context).hasSingleBean(HttpFirewall.class)
				.doesNotHaveBean(StrictHttpFirewall.class));
	}

	private static int status(ApplicationContext context, String header, String value) throws Exception {
		MockHttpServletRequest request = call();
		request.addHeader(header, value);
		return status(context, request);
	}

	private static MockHttpServletRequest call() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp");
		request.setServletPath("/mcp");
		return request;
	}

	private static int status(ApplicationContext context, MockHttpServletRequest request) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		context.getBean("springSecurityFilterChain", Filter.class).doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

}
