package io.github.mcpoauth.facade;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.upstream.UpstreamTokens;

/**
 * The token endpoint: checks what the client brings before anything is consumed, and has
 * the identity provider issue the tokens.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2">RFC 6749
 * section 3.2</a>
 */
final class TokenEndpoint extends BackChannelEndpoint {

	private final FacadeComponents facade;

	private final TokenResponses responses;

	TokenEndpoint(FacadeComponents facade) {
		super(facade);
		this.facade = facade;
		this.responses = new TokenResponses(facade);
	}

	@Override
	Map<String, Object> answer(String clientId, ClientMetadata client, HttpServletRequest request)
			throws TokenRefusedException {
		String grantType = request.getParameter("grant_type");
		if ("authorization_code".equals(grantType)) {
			return redeem(clientId, client, request);
		}
		if ("refresh_token".equals(grantType)) {
			return refresh(clientId, client, request);
		}
		throw TokenRefusedException
			.badRequest((grantType != null)
					? new OAuthError("unsupported_grant_type",
							"The grant_type must be authorization_code or refresh_token", Check.GRANT_TYPE)
					: OAuthError.invalidRequest(Check.GRANT_TYPE, "The grant_type is missing"));
	}

	private Map<String, Object> redeem(String clientId, ClientMetadata client, HttpServletRequest request)
			throws TokenRefusedException {
		AuthorizationCode code = AuthorizationCode
			.open(this.facade.sealedFields(), required(request, "code", Check.CODE))
			.orElseThrow(() -> TokenRefusedException.invalidGrant(Check.CODE));
		prove(Check.CLIENT, code.client(), clientId);
		prove(Check.REDIRECT_URI, code.redirectUri(), required(request, "redirect_uri", Check.REDIRECT_URI));
		prove(Check.PKCE, code.codeChallenge(), required(request, "code_verifier", Check.PKCE));
		ProtectedResource resource = resource(request, code.resource());
		UpstreamTokens tokens = this.facade.upstream()
			.redeem(code.upstreamCode(), code.upstreamVerifier(), this.facade.callback(),
					resource.identifier().toString());
		return this.responses.answer(clientId, client, resource, tokens, code.scopes(), null);
	}

	private Map<String, Object> refresh(String clientId, ClientMetadata client, HttpServletRequest request)
			throws TokenRefusedException {
		RefreshToken token = RefreshToken
			.open(this.facade.sealedFields(), required(request, "refresh_token", Check.REFRESH_TOKEN))
			.filter((opened) -> opened.belongsTo(clientId))
			.orElseThrow(() -> TokenRefusedException.invalidGrant(Check.REFRESH_TOKEN));
		Scopes scopes = scopes(request, token);
		ProtectedResource resource = resource(request, token.resource());
		UpstreamTokens tokens = this.facade.upstream()
			.refresh(token.upstreamToken(), scopes.asSet(), resource.identifier().toString());
		return this.responses.answer(clientId, client, resource, tokens, scopes, token);
	}

	/** Fewer scopes than granted may be asked for, but no others; all if it says none. */
	private static Scopes scopes(HttpServletRequest request, RefreshToken token) throws TokenRefusedException {
		try {
			Scopes requested = Scopes.parse(request.getParameter("scope"));
			if (token.scopes().containsAll(requested)) {
				return requested.isEmpty() ? token.scopes() : requested;
			}
		}
		catch (IllegalArgumentException ex) {
			// No scope that was ever granted
		}
		throw TokenRefusedException
			.badRequest(new OAuthError("invalid_scope", "A scope was not granted to this client", Check.SCOPE));
	}

	private static void prove(Check check, String fingerprint, String value) throws TokenRefusedException {
		if (!Fingerprint.matches(fingerprint, value)) {
			throw TokenRefusedException.invalidGrant(check);
		}
	}

	private static String required(HttpServletRequest request, String name, Check check) throws TokenRefusedException {
		String value = request.getParameter(name);
		if (value == null || value.isEmpty()) {
			throw TokenRefusedException.badRequest(OAuthError.invalidRequest(check, "The " + name + " is missing"));
		}
		return value;
	}

	/**
	 * The resource that was granted. A client may name it again, and no other (RFC 8707
	 * section 2.2).
	 */
	private ProtectedResource resource(HttpServletRequest request, String granted) throws TokenRefusedException {
		ProtectedResource resource = this.facade.resources().at(granted);
		String[] requested = request.getParameterValues("resource");
		if (resource == null || (requested != null && !resource.equals(this.facade.resources().requested(requested)))) {
			throw TokenRefusedException.badRequest(this.facade.resources().unknown());
		}
		return resource;
	}

}
