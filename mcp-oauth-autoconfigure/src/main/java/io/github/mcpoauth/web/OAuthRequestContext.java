package io.github.mcpoauth.web;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A request to an endpoint of the protocol, while it is observed. Not thread-safe.
 */
public final class OAuthRequestContext extends Observation.Context {

	private final OAuthEndpoint endpoint;

	private @Nullable String grantType;

	private @Nullable String error;

	private boolean granted;

	private int status;

	OAuthRequestContext(OAuthEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Which endpoint it is.
	 * @return the endpoint
	 */
	public OAuthEndpoint getEndpoint() {
		return this.endpoint;
	}

	/**
	 * The {@code grant_type} of a token request.
	 * @return what the client sent: anything, or {@code null}
	 */
	public @Nullable String getGrantType() {
		return this.grantType;
	}

	/**
	 * The OAuth error code of the answer.
	 * @return the code, or {@code null} if there is none
	 */
	public @Nullable String getErrorCode() {
		return this.error;
	}

	/**
	 * Tells whether the client was sent a code.
	 * @return whether the answer is a successful authorization response
	 */
	public boolean isGranted() {
		return this.granted;
	}

	/**
	 * The status of the answer.
	 * @return the status; 0 as long as there is none
	 */
	public int getStatus() {
		return this.status;
	}

	void refused(String code) {
		this.error = code;
	}

	void granted() {
		this.granted = true;
	}

	void answered(int answer, @Nullable String grant) {
		this.status = answer;
		this.grantType = grant;
	}

	void failed() {
		this.status = 500;
	}

}
