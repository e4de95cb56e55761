package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * What a {@link RegistrationStore} keeps of a client. It holds no secret: who reads the
 * store can't act for a client. Immutable.
 *
 * @param clientId the identifier that was issued
 * @param issuedAt when the client registered, to the second
 * @param expiresAt from when on it is unknown, to the second, or {@code null} for never
 * @param metadata the members that the client registered, checked: texts and lists of
 * texts, as JSON has them
 * @param secretHashes the hashes of the secrets that it may authenticate with; none for a
 * public client
 * @param accessTokenHashes the hashes of its registration access tokens, the current one
 * first
 * @param lastUsedAt when it last got a token, or {@code null} for never
 * @param version how often the registration was replaced
 */
public record Registration(String clientId, Instant issuedAt, @Nullable Instant expiresAt, Map<String, Object> metadata,
		List<String> secretHashes, List<String> accessTokenHashes, @Nullable Instant lastUsedAt, long version) {

	static final String AUTH_METHOD = "token_endpoint_auth_method";

	public Registration {
		metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
		secretHashes = List.copyOf(secretHashes);
		accessTokenHashes = List.copyOf(accessTokenHashes);
	}

	/**
	 * The same registration of a client that got a token.
	 * @param usedAt when
	 * @return the registration, of the same version
	 */
	public Registration usedAt(@Nullable Instant usedAt) {
		return new Registration(this.clientId, this.issuedAt, this.expiresAt, this.metadata, this.secretHashes,
				this.accessTokenHashes, usedAt, this.version);
	}

	/**
	 * Whether the client has become unknown.
	 * @param now the time
	 * @return whether it has expired
	 */
	public boolean isExpired(Instant now) {
		return this.expiresAt != null && !now.isBefore(this.expiresAt);
	}

	Registration replacedBy(Map<String, Object> metadata, List<String> secretHashes, List<String> accessTokenHashes) {
		return new Registration(this.clientId, this.issuedAt, this.expiresAt, metadata, secretHashes, accessTokenHashes,
				this.lastUsedAt, this.version + 1);
	}

	boolean isConfidential() {
		return !this.secretHashes.isEmpty();
	}

	/**
	 * What the registration says of the client.
	 * @throws IllegalArgumentException if a redirect URI is not acceptable to this
	 * version
	 */
	ClientMetadata client() {
		List<RedirectUri> redirectUris = texts("redirect_uris").stream().map(RedirectUri::parse).toList();
		ClientSecret secret = isConfidential()
				? new ClientSecret(String.valueOf(this.metadata.get(AUTH_METHOD)), this.secretHashes) : null;
		return new ClientMetadata(clientName(), redirectUris, texts("grant_types").contains("refresh_token"),
				this.issuedAt, null, secret);
	}

	@Nullable String clientName() {
		return (String) this.metadata.get("client_name");
	}

	private List<String> texts(String member) {
		return (this.metadata.get(member) instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: List.of();
	}

	/** Without hashes, which have no place in a log. */
	@Override
	public String toString() {
		return "Registration[" + this.clientId + ", version=" + this.version + "]";
	}

}
