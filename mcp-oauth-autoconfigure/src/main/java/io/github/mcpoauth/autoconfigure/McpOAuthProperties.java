package io.github.mcpoauth.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.mcpoauth.resource.EndpointAccess;
import io.github.mcpoauth.upstream.ClientAuthenticationMethod;
import io.github.mcpoauth.upstream.TokenVerification;
import io.github.mcpoauth.upstream.UpstreamProvider;

/**
 * Configuration of MCP OAuth.
 *
 * @param enabled Whether to protect the MCP endpoint. Switching it off leaves it to the
 * rest of the application's security: no token is verified, and no page of a foreign web
 * site is kept from calling a server on the user's machine (DNS rebinding).
 * @param mode Who issues the tokens. By default it follows from what else is configured.
 * @param baseUrl Where clients reach this application, with the context path if there is
 * one: "https://mcp.example.com". Every public URL comes from it and none from a request.
 * When it is not set, the server listens on the loopback address only.
 * @param allowHttp Whether the base URL and issuers may be plain http on other machines.
 * Everybody on the way can then use codes and tokens, and replace a provider's keys.
 * @param secret At least 32 random characters, the same on all instances, from which the
 * keys are derived that seal client identifiers and, in the facade, logins, codes and
 * refresh tokens. Of several, the first seals and all open, so a secret is replaced by
 * putting the new one in front. When it is not set, a random one is used and clients have
 * to register again after each restart.
 * @param resource The MCP endpoint, if there is one only.
 * @param resources The MCP endpoints, if there are several, by names of your own. The
 * first is meant where a client names none.
 * @param metadata The well-known documents.
 * @param scopes What scopes allow, in words for the consent page. Each scope that is
 * named here is a supported one.
 * @param registration Dynamic client registration.
 * @param authorizationServer The embedded authorization server.
 * @param facade The endpoints in front of the identity provider.
 * @param upstream The identity provider.
 * @param tokens Access tokens, whoever issued them.
 * @param issuers Further issuers whose access tokens are accepted, by names of your own.
 * @param apiKeys API keys that are accepted instead of access tokens, by the names of
 * their holders.
 */
@ConfigurationProperties("mcp.oauth")
public record McpOAuthProperties(@DefaultValue("true") boolean enabled, @DefaultValue("auto") Mode mode,
		@Nullable String baseUrl, @DefaultValue("false") boolean allowHttp, @DefaultValue List<String> secret,
		@DefaultValue Resource resource, @DefaultValue Map<String, Resource> resources, @DefaultValue Metadata metadata,
		@DefaultValue Map<String, Scope> scopes, @DefaultValue Registration registration,
		@DefaultValue AuthorizationServer authorizationServer, @DefaultValue Facade facade,
		@DefaultValue Upstream upstream, @DefaultValue Tokens tokens, @DefaultValue Map<String, Issuer> issuers,
		@DefaultValue Map<String, ApiKey> apiKeys) {

	/**
	 * The MCP endpoint.
	 *
	 * @param path Its path below the context path. By default the one that Spring AI's
	 * MCP server has in "spring.ai.mcp.server.streamable-http.mcp-endpoint", or "/mcp".
	 * @param name Its name for people. By default the application's name.
	 * @param access Whether callers need a token. With "open" they don't: whoever reaches
	 * the endpoint can do all that the application lets nobody in particular do. A token
	 * that is sent is verified all the same.
	 * @param scopes Scopes without which no request is answered.
	 * @param loginScopes Scopes that clients are told to ask for at login besides,
	 * because they can't ask for them later (step-up).
	 * @param audiences Accepted audiences of the identity provider's access tokens. By
	 * default the public URL of the endpoint. Tokens that were issued for another service
	 * with one of these audiences are accepted as well.
	 * @param acceptTokensForOtherResources Whether to accept access tokens whatever their
	 * audience, and such that have none. Then a token that a user gave to any other
	 * service of the same issuer opens this one, and whoever runs that service can use it
	 * here in the user's name (token passthrough).
	 * @param allowedOrigins Web origins besides this application's own whose pages may
	 * call the endpoint: "https://app.example.com". Without it, a page can't reach a
	 * local server by DNS rebinding.
	 * @param issuers Whose tokens are accepted: names below "mcp.oauth.issuers", and
	 * "main" for the issuer of the mode. By default all of them.
	 */
	public record Resource(@Nullable String path, @Nullable String name,
			@DefaultValue("protected") EndpointAccess access, @DefaultValue List<String> scopes,
			@DefaultValue List<String> loginScopes, @DefaultValue List<String> audiences,
			@DefaultValue("false") boolean acceptTokensForOtherResources, @DefaultValue List<String> allowedOrigins,
			@DefaultValue List<String> issuers) {
	}

	/**
	 * The well-known documents.
	 *
	 * @param authorizationServer Members to add to the authorization server metadata (RFC
	 * 8414) or to replace, by their names: text, true, false, a number or a list. An
	 * empty value takes a member away. Names that end in "_supported" take a list with
	 * commas. The issuer stays. An endpoint that is named here and is somebody else's
	 * gets the users' codes and tokens.
	 * @param protectedResource Members to add to the protected resource metadata (RFC
	 * 9728) or to replace, in the same way. The resource stays. An authorization server
	 * that is named here and is somebody else's gets the users' logins.
	 * @param additionalPaths Paths below the context path at which the authorization
	 * server metadata is served as well, each exactly and open to everybody:
	 * "/oauth/metadata".
	 * @param authorizationServerMovedTo Where the authorization server metadata is now
	 * that this application used to serve, in the mode "resource-server". Clients that
	 * look for it here are redirected (308). Whoever is there gets the users' logins.
	 */
	public record Metadata(@DefaultValue Map<String, Object> authorizationServer,
			@DefaultValue Map<String, Object> protectedResource, @DefaultValue List<String> additionalPaths,
			@Nullable String authorizationServerMovedTo) {
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
	 * @param refreshTokenGracePeriod How long after its use a refresh token may be used
	 * once more, by a client that lost the answer: it gets the same answer. Later, and
	 * always with "0s", its reuse revokes all that came from the same login. A thief can
	 * use a stolen refresh token unnoticed for as long as that after its owner did.
	 * @param store Where logins and tokens are kept. With "memory" they are lost when the
	 * application stops, and known to one instance only.
	 */
	public record AuthorizationServer(@DefaultValue("60s") Duration authorizationCodeTimeToLive,
			@DefaultValue("15m") Duration accessTokenTimeToLive, @DefaultValue("30d") Duration refreshTokenTimeToLive,
			@DefaultValue("10s") Duration refreshTokenGracePeriod,
			@DefaultValue("memory") AuthorizationStoreType store) {
	}

	/**
	 * The endpoints in front of the identity provider.
	 *
	 * @param endpoints Whose endpoints clients log in at. With "direct" it is the
	 * provider's, and all clients are the one of "mcp.oauth.upstream.client-id", which
	 * has to be a public client. The provider then can't tell one MCP client from
	 * another: what a user has consented to once, a malicious one is given unasked.
	 * @param defaultPaths Whether "/authorize", "/token" and "/register" work as well,
	 * where clients look that found no metadata. Switch it off if the application has
	 * pages of its own there. With "direct" it is about "/register" only.
	 */
	public record Facade(@DefaultValue("relay") FacadeEndpoints endpoints, @DefaultValue("true") boolean defaultPaths) {
	}

	/**
	 * The identity provider.
	 *
	 * @param issuerUri Its issuer identifier, exactly as it stands in its tokens. For
	 * Microsoft Entra ID "https://login.microsoftonline.com/{tenant}/v2.0", with the
	 * tenant's identifier; with "common" or "organizations" users of every tenant are let
	 * in.
	 * @param provider Which product it is, so that its peculiarities are known. By
	 * default it is recognized by its issuer.
	 * @param clientId The client that is registered there for this server.
	 * @param clientSecret Its secret. Without one it is a public client.
	 * @param clientAuthenticationMethod How the secret is sent. By default in the way
	 * that the provider's metadata names, in a header if it names several.
	 * @param metadataUri Where its metadata is. By default where OpenID Connect Discovery
	 * or RFC 8414 put it.
	 * @param metadataTimeToLive How long its metadata is used before it is fetched again.
	 * During an outage the old metadata is used on.
	 * @param metadataCacheFile A file in which its metadata is kept, so that a start
	 * during an outage finds it. Whoever can write to the file can send users elsewhere
	 * to log in.
	 * @param endpoints Its endpoints, where they are not as its metadata says.
	 * @param trustedHosts Hosts besides the issuer's, with all below them, that may have
	 * its endpoints: "login.example.com". Without the limit, metadata that was tampered
	 * with sends codes and tokens anywhere.
	 * @param resource What it is told in the parameter "resource" (RFC 8707): "forward"
	 * for the public URL of the MCP endpoint, "drop" for nothing, or else the value to
	 * send. By default what suits the provider.
	 * @param audience What it is told in the parameter "audience", in the same words. By
	 * default what suits the provider: Auth0 wants the public URL of the MCP endpoint.
	 * @param scopePrefix What stands before the scopes of the API there, such as
	 * "api://my-app/". MCP clients neither see nor send it, and scopes in tokens count
	 * with and without it. By default "api://" with the client identifier for Microsoft
	 * Entra ID, and nothing for others.
	 * @param defaultScopes Scopes without the prefix to ask for where a client names
	 * none.
	 * @param scopes Scopes to ask for always, as the provider spells them. By default
	 * what it takes to be given a refresh token, where that is known.
	 * @param withheldScopes Scopes of clients that it is never asked for, because it
	 * would refuse the whole request. An asterisk stands for all but those of OpenID
	 * Connect and URLs.
	 * @param authorizationParameters Additional parameters of the authorization request.
	 * They are added to those that the provider is known to need; an empty value takes
	 * one of these away.
	 * @param pkce Whether to send it a code challenge (RFC 7636). Without one, a stolen
	 * code of the provider can be injected into another login.
	 * @param sendsIssuer Whether its authorization responses carry "iss" (RFC 9207). By
	 * default what its metadata says. Without a check of it, answers of another provider
	 * can be mistaken for answers of this one.
	 * @param tokenIssuers Further "iss" values of its access tokens. "{tenantid}" stands
	 * for any identifier of a tenant, which has to be the "tid" of the token. By default
	 * those of version 1 and 2 for Microsoft Entra ID, and none for others.
	 * @param tokenVerification How its access tokens are verified. By default JWTs by
	 * their signature and all others by introspection, if there is a client secret to ask
	 * with; by "tokeninfo" for Google. A UserInfo endpoint does not say whom a token is
	 * for, so "userinfo" needs "mcp.oauth.resource.accept-tokens-for-other-resources".
	 * @param grantedScopes Scopes that everybody has whose token is valid, whatever the
	 * token says. For providers like Google, at which nobody can define scopes.
	 * @param introspectionToken The access token to show to the introspection endpoint,
	 * where it wants one instead of a client's credentials.
	 * @param login Login of this application's users there.
	 */
	public record Upstream(@Nullable String issuerUri, @Nullable UpstreamProvider provider, @Nullable String clientId,
			@Nullable String clientSecret, @Nullable ClientAuthenticationMethod clientAuthenticationMethod,
			@Nullable String metadataUri, @DefaultValue("1h") Duration metadataTimeToLive,
			@Nullable String metadataCacheFile, @DefaultValue Endpoints endpoints,
			@DefaultValue List<String> trustedHosts, @Nullable String resource, @Nullable String audience,
			@Nullable String scopePrefix, @Nullable List<String> defaultScopes, @Nullable List<String> scopes,
			@Nullable List<String> withheldScopes, @DefaultValue Map<String, String> authorizationParameters,
			@DefaultValue("true") boolean pkce, @Nullable Boolean sendsIssuer, @Nullable List<String> tokenIssuers,
			@Nullable TokenVerification tokenVerification, @Nullable List<String> grantedScopes,
			@Nullable String introspectionToken,
			@NestedConfigurationProperty @DefaultValue LoginProperties.Login login) {

		/**
		 * Does not show the secret.
		 */
		@Override
		public String toString() {
			return "Upstream[issuerUri=" + this.issuerUri + ", provider=" + this.provider + ", clientId="
					+ this.clientId + "]";
		}

	}

	/**
	 * A further issuer of access tokens.
	 *
	 * @param issuerUri Its issuer identifier, exactly as it stands in its tokens.
	 * @param provider Which product it is. By default it is recognized by its issuer.
	 * @param advertised Whether clients are told that they can get tokens there. They
	 * have to be able to register there.
	 * @param tokenPrefix How its tokens start: "mat_". What starts so is taken for one of
	 * its tokens and for nothing else. JWTs are told apart by their issuer without it.
	 * @param audiences Accepted audiences of its tokens. By default the public URL of the
	 * endpoint.
	 * @param acceptTokensForOtherResources Whether to accept its tokens whatever their
	 * audience. Then a token that a user gave to any other service of this issuer opens
	 * this one, and whoever runs that service can use it here in the user's name (token
	 * passthrough).
	 * @param clientId The client to introspect with.
	 * @param clientSecret Its secret.
	 * @param introspectionToken The access token to show to the introspection endpoint,
	 * where it wants one instead of a client's credentials.
	 * @param metadataUri Where its metadata is. By default where OpenID Connect Discovery
	 * or RFC 8414 put it.
	 * @param endpoints Its endpoints, where they are not as its metadata says.
	 * @param trustedHosts Hosts besides the issuer's, with all below them, that may have
	 * its endpoints.
	 * @param scopePrefix What stands before scopes in its tokens.
	 * @param tokenIssuers Further "iss" values of its tokens.
	 * @param tokenVerification How its tokens are verified. By default JWTs by their
	 * signature and all others by introspection, if there are credentials to ask with.
	 * @param grantedScopes Scopes that everybody has with one of its tokens, whatever the
	 * token says.
	 */
	public record Issuer(@Nullable String issuerUri, @Nullable UpstreamProvider provider,
			@DefaultValue("false") boolean advertised, @Nullable String tokenPrefix,
			@DefaultValue List<String> audiences, @DefaultValue("false") boolean acceptTokensForOtherResources,
			@Nullable String clientId, @Nullable String clientSecret, @Nullable String introspectionToken,
			@Nullable String metadataUri, @DefaultValue Endpoints endpoints, @DefaultValue List<String> trustedHosts,
			@Nullable String scopePrefix, @Nullable List<String> tokenIssuers,
			@Nullable TokenVerification tokenVerification, @Nullable List<String> grantedScopes) {

		Upstream asUpstream() {
			return new Upstream(this.issuerUri, this.provider, this.clientId, this.clientSecret, null, this.metadataUri,
					Duration.ofHours(1), null, this.endpoints, this.trustedHosts, null, null, this.scopePrefix, null,
					null, null, Map.of(), true, null, this.tokenIssuers, this.tokenVerification, this.grantedScopes,
					this.introspectionToken, LoginProperties.Login.NONE);
		}

		/**
		 * Does not show the secrets.
		 */
		@Override
		public String toString() {
			return "Issuer[issuerUri=" + this.issuerUri + "]";
		}

	}

	/**
	 * Endpoints of the identity provider.
	 *
	 * @param authorization The authorization endpoint.
	 * @param token The token endpoint.
	 * @param jwks Where its signing keys are.
	 * @param revocation The revocation endpoint (RFC 7009).
	 * @param introspection The introspection endpoint (RFC 7662).
	 * @param userinfo The UserInfo endpoint (OpenID Connect Core 1.0 section 5.3).
	 */
	public record Endpoints(@Nullable String authorization, @Nullable String token, @Nullable String jwks,
			@Nullable String revocation, @Nullable String introspection, @Nullable String userinfo) {
	}

	/**
	 * Access tokens.
	 *
	 * @param cache The cache of verified tokens.
	 * @param maxConcurrentLookups How many tokens that are no JWTs may be looked up at
	 * the same time, half of the server's threads for instance. Others get a 503.
	 * @param apiKeyPrefix How all API keys start: "wcd_". What starts so is taken for a
	 * key and for nothing else. By default whatever is no JWT may be one.
	 * @param apiKeyHeader The header in which API keys are accepted besides
	 * "Authorization: Bearer", if there are any. An empty value stands for none.
	 */
	public record Tokens(@DefaultValue Cache cache, @DefaultValue("100") int maxConcurrentLookups,
			@Nullable String apiKeyPrefix, @DefaultValue("X-API-Key") String apiKeyHeader) {

		/**
		 * The cache of verified tokens.
		 *
		 * @param enabled Whether tokens that were found valid are not verified again at
		 * each request.
		 * @param ttl How long a token is not verified again, at most until it expires. As
		 * long, one may be accepted that was revoked or whose key was withdrawn.
		 * @param maximumSize How many tokens are remembered.
		 */
		public record Cache(@DefaultValue("true") boolean enabled, @DefaultValue("5m") Duration ttl,
				@DefaultValue("10000") int maximumSize) {
		}

	}

	/**
	 * An API key.
	 *
	 * @param sha256 The SHA-256 hash of the key, as 64 hexadecimal digits. The key itself
	 * is nowhere in the configuration. It has to be a random one: what a person can
	 * remember can be found from its hash.
	 * @param scopes What its holder may do.
	 * @param expiresAt From when on it is refused: "2027-01-31T00:00:00Z". By default it
	 * never expires.
	 */
	public record ApiKey(@Nullable String sha256, @DefaultValue List<String> scopes, @Nullable Instant expiresAt) {
	}

	/**
	 * Whose endpoints clients of the facade log in at.
	 */
	public enum FacadeEndpoints {

		/** This application's, which log in at the identity provider for the client. */
		RELAY,

		/** The identity provider's own. */
		DIRECT

	}

	/**
	 * Who issues the tokens.
	 */
	public enum Mode {

		/** Whichever mode follows from what is configured. */
		AUTO,

		/** The identity provider; clients log in there directly. */
		RESOURCE_SERVER,

		/** The identity provider, behind endpoints of this application. */
		FACADE,

		/** This application. */
		AUTHORIZATION_SERVER

	}

}
