package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of MCP OAuth.
 *
 * @param enabled Whether to protect the MCP endpoint. Switching it off leaves it to the
 * rest of the application's security.
 * @param mode Who issues the tokens. By default it follows from what else is configured.
 * @param baseUrl Where clients reach this application, with the context path if there is
 * one: "https://mcp.example.com". Every public URL comes from it and none from a request.
 * When it is not set, the server listens on the loopback address only.
 * @param allowHttp Whether the base URL may be plain http on a host other than this
 * machine. Everybody on the way can then read and use codes and tokens.
 * @param secret At least 32 random characters, the same on all instances, from which the
 * keys are derived that client identifiers are sealed with. When it is not set, a random
 * one is used and clients have to register again after each restart.
 * @param previousSecrets Secrets that were in use before, so that what they sealed can
 * still be read.
 * @param resource The MCP endpoint.
 * @param scopes What scopes allow, in words for the consent page. Each scope that is
 * named here is a supported one.
 * @param registration Dynamic client registration.
 * @param authorizationServer The embedded authorization server.
 * @param upstream The identity provider.
 */
@ConfigurationProperties("mcp.oauth")
public record McpOAuthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Mode mode,
		@Nullable String baseUrl, @DefaultValue("false") boolean allowHttp, @Nullable String secret,
		@DefaultValue List<String> previousSecrets, @DefaultValue Resource resource,
		@DefaultValue Map<String, Scope> scopes, @DefaultValue Registration registration,
		@DefaultValue AuthorizationServer authorizationServer, @DefaultValue Upstream upstream) {

	/**
	 * The MCP endpoint.
	 *
	 * @param path Its path below the context path.
	 * @param name Its name for people. By default the application's name.
	 * @param scopes Scopes without which no request is answered.
	 * @param audiences Accepted audiences of the identity provider's access tokens. By
	 * default the public URL of the endpoint. Tokens that were issued for another service
	 * with one of these audiences are accepted as well.
	 * @param allowedOrigins Web origins besides this application's own whose pages may
	 * call the endpoint: "https://app.example.com". Without it, a page can't reach a
	 * local server by DNS rebinding.
	 */
	public record Resource(@DefaultValue("/mcp") String path, @Nullable String name, @DefaultValue List<String> scopes,
			@DefaultValue List<String> audiences, @DefaultValue List<String> allowedOrigins) {
	}

	/**
	 * A scope.
	 *
	 * @param description What it allows, in words for the consent page.
	 */
	public record Scope(@Nullable String description) {
	}

	/**
	 * Dynamic client registration.
	 *
	 * @param enabled Whether clients may register themselves.
	 * @param privateUseSchemes URI schemes of applications whose redirect URIs are
	 * allowed besides https, loopback and reverse domain names. Any application on a
	 * user's machine can claim such a scheme.
	 */
	// @formatter:off
	public record Registration(@DefaultValue("true") boolean enabled,
			@DefaultValue({ "cursor", "vscode", "vscode-insiders", "windsurf" }) List<String> privateUseSchemes) {
	}
	// @formatter:on

	/**
	 * The embedded authorization server.
	 *
	 * @param authorizationCodeTimeToLive How long an authorization code can be redeemed.
	 * @param accessTokenTimeToLive How long an access token is valid.
	 * @param refreshTokenTimeToLive How long a client can refresh its access token before
	 * the user has to log in again.
	 */
	public record AuthorizationServer(@DefaultValue("60s") Duration authorizationCodeTimeToLive,
			@DefaultValue("15m") Duration accessTokenTimeToLive, @DefaultValue("30d") Duration refreshTokenTimeToLive) {
	}

	/**
	 * The identity provider.
	 *
	 * @param issuerUri Its issuer identifier, exactly as it stands in its tokens.
	 */
	public record Upstream(@Nullable String issuerUri) {
	}

	/**
	 * Who issues the tokens.
	 */
	public enum Mode {

		/** Whichever mode follows from what is configured. */
		AUTO,

		/** The identity provider; clients log in there directly. */
		RESOURCE_SERVER,

		/** This application. */
		AUTHORIZATION_SERVER

	}

}
