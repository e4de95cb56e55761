package io.github.mcpoauth.jose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.util.function.SingletonSupplier;

/**
 * The keys of tokens that this application issues: the first one signs, all of them
 * verify and are published. A key is rotated by putting the new one in front and keeping
 * the old one until its tokens have expired. Immutable.
 */
public final class SigningKeys {

	/**
	 * What tokens of this application are signed with. The key decides which it is, so a
	 * token can't choose.
	 */
	public static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

	private final List<SigningKey> keys;

	private SigningKeys(List<SigningKey> keys) {
		this.keys = List.copyOf(keys);
	}

	/**
	 * Puts keys together.
	 * @param keys the keys, the one to sign with first; at least one
	 * @return the keys
	 * @throws IllegalArgumentException if two of them have the same {@code kid}, which is
	 * the message, or there is none
	 */
	public static SigningKeys of(List<SigningKey> keys) {
		if (keys.isEmpty()) {
			throw new IllegalArgumentException("none");
		}
		Set<String> ids = new HashSet<>();
		keys.forEach((key) -> {
			if (!ids.add(key.id())) {
				throw new IllegalArgumentException(key.id());
			}
		});
		return new SigningKeys(keys);
	}

	/**
	 * One key for RS256 that nobody has yet, made when it is first asked for: that takes
	 * longer than anything else of a start, and an application that is only tested may
	 * never need it.
	 * @return a thread-safe source that holds the private part
	 */
	public static JWKSource<SecurityContext> generatedOnDemand() {
		Supplier<JWKSource<SecurityContext>> source = SingletonSupplier
			.of(() -> of(List.of(SigningKey.generate())).asJwkSource());
		return (selector, context) -> source.get().get(selector, context);
	}

	/**
	 * The keys as the platform wants them, in their order.
	 * @return a thread-safe source that holds the private parts
	 */
	public JWKSource<SecurityContext> asJwkSource() {
		return new ImmutableJWKSet<>(new JWKSet(this.keys.stream().map(SigningKey::jwk).toList()));
	}

}
