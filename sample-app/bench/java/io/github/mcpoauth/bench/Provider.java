package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

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
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

/**
 * The authorization server that the measured ones trust: metadata, keys, tokens and
 * introspection. It counts who asks it.
 */
final class Provider implements AutoCloseable {

	private final HttpServer server;

	private final RSAKey rsa;

	private final ECKey ec;

	private final AtomicInteger keyFetches = new AtomicInteger();

	private final AtomicInteger introspections = new AtomicInteger();

	Provider() {
		try {
			this.rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
			this.ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		}
		catch (IOException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		serve("/.well-known/openid-configuration", """
				{"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",\
				"jwks_uri":"%1$s/jwks","introspection_endpoint":"%1$s/introspect",\
				"code_challenge_methods_supported":["S256"],"response_types_supported":["code"],\
				"subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}"""
			.formatted(issuer()), new AtomicInteger());
		serve("/jwks", new JWKSet(List.of(this.rsa.toPublicJWK(), this.ec.toPublicJWK())).toString(), this.keyFetches);
		this.server.createContext("/introspect", (exchange) -> {
			this.introspections.incrementAndGet();
			exchange.getRequestBody().readAllBytes();
			Instant now = Instant.now();
			answer(exchange, """
					{"active":true,"sub":"alice","aud":"%s","iss":"%s","scope":"read","client_id":"c","exp":%d}"""
				.formatted(this.audience, issuer(), now.plus(Duration.ofHours(1)).getEpochSecond()));
		});
		this.server.setExecutor(Executors.newFixedThreadPool(4, (task) -> {
			Thread thread = new Thread(task, "provider");
			thread.setDaemon(true);
			return thread;
		}));
		this.server.start();
	}

	private volatile String audience = "";

	/** Says whom introspected tokens are for. */
	void introspectFor(String audience) {
		this.audience = audience;
	}

	private void serve(String path, String json, AtomicInteger counter) {
		this.server.createContext(path, (exchange) -> {
			counter.incrementAndGet();
			answer(exchange, json);
		});
	}

	private static void answer(com.sun.net.httpserver.HttpExchange exchange, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		try (var out = exchange.getResponseBody()) {
			out.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String issuer() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	int keyFetches() {
		return this.keyFetches.get();
	}

	int introspections() {
		return this.introspections.get();
	}

	String rsaToken(String audience) {
		return token(audience, JWSAlgorithm.RS256, "rsa");
	}

	String ecToken(String audience) {
		return token(audience, JWSAlgorithm.ES256, "ec");
	}

	/**
	 * Tokens that no key can be found for, each with a key and a signature that no other
	 * has. To sign each would take longer than to refuse it.
	 */
	Supplier<String> unknownKeyTokens(String audience) {
		String[] parts = rsaToken(audience).split("\\.");
		AtomicLong count = new AtomicLong();
		return () -> {
			String id = "%016x".formatted(count.incrementAndGet());
			JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).type(JOSEObjectType.JWT).build();
			return header.toBase64URL() + "." + parts[1] + "." + id + parts[2].substring(id.length());
		};
	}

	/** About as long as what is measured elsewhere: 925 characters. */
	private String token(String audience, JWSAlgorithm algorithm, String keyId) {
		Instant now = Instant.now();
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(issuer())
			.subject("248289761001")
			.audience(audience)
			.issueTime(Date.from(now))
			.notBeforeTime(Date.from(now))
			.expirationTime(Date.from(now.plus(Duration.ofHours(2))))
			.jwtID(UUID.randomUUID().toString())
			.claim("client_id", "mcp-client-of-the-benchmark")
			.claim("azp", "mcp-client-of-the-benchmark")
			.claim("scope", "read write")
			.claim("email", "alice@example.com")
			.claim("name", "Alice Liddell")
			.claim("preferred_username", "alice")
			.build();
		JWSHeader header = new JWSHeader.Builder(algorithm).keyID(keyId).type(JOSEObjectType.JWT).build();
		SignedJWT jwt = new SignedJWT(header, claims);
		try {
			JWSSigner signer = algorithm.equals(JWSAlgorithm.ES256) ? new ECDSASigner(this.ec)
					: new RSASSASigner(this.rsa);
			jwt.sign(signer);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return jwt.serialize();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
