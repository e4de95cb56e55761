package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import org.jspecify.annotations.Nullable;

/**
 * The client's access to one MCP server: gets tokens, and gets better ones.
 */
final class Access {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final AuthorizationServer server;

	private final TokenEndpoint tokenEndpoint;

	private final Scopes scopes;

	private final RedirectListener redirect;

	private final Browser browser;

	private final Wire wire;

	private @Nullable Tokens tokens;

	/**
	 * Creates an access without a token yet.
	 * @param server who is asked for authorization
	 * @param tokenEndpoint gives the tokens
	 * @param scopes what is asked for
	 * @param redirect where the browser comes back to
	 * @param browser takes the user to the server
	 * @param wire sees the way of the browser
	 */
	Access(AuthorizationServer server, TokenEndpoint tokenEndpoint, Scopes scopes, RedirectListener redirect,
			Browser browser, Wire wire) {
		this.server = server;
		this.tokenEndpoint = tokenEndpoint;
		this.scopes = scopes;
		this.redirect = redirect;
		this.browser = browser;
		this.wire = wire;
	}

	PendingAuthorization prepare() {
		return PendingAuthorization.at(this.server, this.tokenEndpoint.client(), this.redirect.redirectUri(),
				this.tokenEndpoint.resource(), this.scopes.requested());
	}

	AuthorizationCodeGrant askUser(PendingAuthorization pending) {
		URI uri = SafeUrl.check(pending.request().toURI());
		this.wire.sent("GET", uri, MultivaluedMapUtils.toSingleValuedMap(pending.request().toParameters()));
		this.browser.open(uri);
		Map<String, List<String>> answer = this.redirect.await(PATIENCE);
		AuthorizationCodeGrant grant = pending.answeredBy(answer);
		this.wire.known(MultivaluedMapUtils.toSingleValuedMap(answer));
		return grant;
	}

	void redeem(AuthorizationCodeGrant grant) {
		this.tokens = this.tokenEndpoint.redeem(grant);
	}

	/**
	 * Asks the user for the scopes that a request turned out to need.
	 */
	void stepUp(Challenge challenge) {
		this.scopes.stepUp(challenge);
		redeem(askUser(prepare()));
	}

	boolean canRefresh() {
		return tokens().getRefreshToken() != null;
	}

	void refresh() {
		this.tokens = this.tokenEndpoint.refresh(tokens().getRefreshToken());
	}

	boolean canRevoke() {
		return this.tokenEndpoint.canRevoke();
	}

	/**
	 * Ends the login. Where there is a refresh token, it stands for all of it (RFC 7009
	 * section 2.1).
	 */
	void revoke() {
		RefreshToken refreshToken = tokens().getRefreshToken();
		this.tokenEndpoint.revoke((refreshToken != null) ? refreshToken : token());
	}

	AccessToken token() {
		return tokens().getAccessToken();
	}

	/** What was granted, which may be less than was asked for. */
	Scope granted() {
		return (token().getScope() != null) ? token().getScope() : this.scopes.requested();
	}

	private Tokens tokens() {
		if (this.tokens == null) {
			throw new IllegalStateException("Not logged in yet");
		}
		return this.tokens;
	}

}
