package io.github.mcpoauth.jose;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * What it takes to verify a token that was not seen before, and to refuse one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenVerificationBenchmark {

	private static final String ISSUER = "https://issuer.example";

	private static final String AUDIENCE = "https://mcp.example/mcp";

	private final RSAKey rsa;

	private final ECKey ec;

	private final JwtDecoder decoder;

	private final String rs256;

	private final String es256;

	private final String unknownKey;

	public TokenVerificationBenchmark() {
		try {
			this.rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
			this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
			this.rs256 = token(JWSAlgorithm.RS256, "rsa", new RSASSASigner(this.rsa));
			this.es256 = token(JWSAlgorithm.ES256, "ec", new ECDSASigner(this.ec));
			this.unknownKey = token(JWSAlgorithm.RS256, "unknown", new RSASSASigner(this.rsa));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		JWKSet keys = new JWKSet(List.of(this.rsa.toPublicJWK(), this.ec.toPublicJWK()));
		AccessTokenPolicy policy = new AccessTokenPolicy(ISSUER, AudienceRule.anyOf(AUDIENCE::equals),
				Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256), AccessTokenPolicy.DEFAULT_CLOCK_SKEW);
		this.decoder = AccessTokenDecoders.create(new ImmutableJWKSet<>(keys), policy, List.of());
	}

	private static String token(JWSAlgorithm algorithm, String keyId, JWSSigner signer) throws JOSEException {
		Instant now = Instant.now();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER)
			.subject("248289761001")
			.audience(AUDIENCE)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(36_000)))
			.claim("client_id", "mcp-client-of-the-benchmark")
			.claim("scope", "read write")
			.claim("email", "alice@example.com")
			.claim("name", "Alice Liddell")
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).type(JOSEObjectType.JWT).build(),
				claims);
		jwt.sign(signer);
		return jwt.serialize();
	}

	@Benchmark
	public Jwt rs256() {
		return this.decoder.decode(this.rs256);
	}

	@Benchmark
	public Jwt es256() {
		return this.decoder.decode(this.es256);
	}

	@Benchmark
	public Object unknownKey() {
		try {
			return this.decoder.decode(this.unknownKey);
		}
		catch (BadJwtException ex) {
			return ex;
		}
	}

}
