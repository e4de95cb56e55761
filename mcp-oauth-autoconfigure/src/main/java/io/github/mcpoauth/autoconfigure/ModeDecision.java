package io.github.mcpoauth.autoconfigure;

import java.util.Locale;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * The mode and why it is this one.
 *
 * @param mode never {@link Mode#AUTO}
 * @param reason for the log and the conditions report
 */
record ModeDecision(Mode mode, String reason) {

	private static final String MODE = "mcp.oauth.mode";

	private static final String CLIENT_ID = "mcp.oauth.upstream.client-id";

	private static final String ISSUER_URI = "mcp.oauth.upstream.issuer-uri";

	static ModeDecision of(Environment environment) {
		Mode configured = Binder.get(environment).bind(MODE, Mode.class).orElse(Mode.AUTO);
		if (configured != Mode.AUTO) {
			return new ModeDecision(configured, MODE + " is set");
		}
		if (OnUpstreamLoginCondition.isLoginOnly(environment)) {
			return new ModeDecision(Mode.AUTHORIZATION_SERVER,
					"there are several identity providers, or one that issues no tokens for MCP");
		}
		if (!StringUtils.hasText(environment.getProperty(ISSUER_URI))) {
			return new ModeDecision(Mode.AUTHORIZATION_SERVER, "no identity provider is configured");
		}
		return StringUtils.hasText(environment.getProperty(CLIENT_ID))
				? new ModeDecision(Mode.FACADE, ISSUER_URI + " and " + CLIENT_ID + " are set")
				: new ModeDecision(Mode.RESOURCE_SERVER, ISSUER_URI + " is set, and " + CLIENT_ID + " is not");
	}

	String name() {
		return this.mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
