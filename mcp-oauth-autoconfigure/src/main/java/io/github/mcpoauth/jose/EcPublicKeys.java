package io.github.mcpoauth.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;

/**
 * Finds the public key that belongs to a private one, which the JDK does for RSA only. A
 * PEM file often has nothing but the private key. It is done at startup alone, where
 * nobody measures how long it takes: the time depends on the key.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1 section 3.2.1</a>
 */
final class EcPublicKeys {

	private static final BigInteger TWO = BigInteger.TWO;

	private static final BigInteger THREE = BigInteger.valueOf(3);

	private EcPublicKeys() {
	}

	/**
	 * Multiplies the generator of the curve by the private key.
	 * @param key a private key on a curve over a prime field
	 * @return its public key
	 * @throws GeneralSecurityException if the JDK does not know the curve
	 */
	static ECPublicKey of(ECPrivateKey key) throws GeneralSecurityException {
		ECParameterSpec parameters = key.getParams();
		ECPoint point = multiply(parameters.getGenerator(), key.getS(), parameters.getCurve());
		return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
	}

	private static ECPoint multiply(ECPoint point, BigInteger factor, EllipticCurve curve) {
		ECPoint result = ECPoint.POINT_INFINITY;
		for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
			result = add(result, result, curve);
			if (factor.testBit(bit)) {
				result = add(result, point, curve);
			}
		}
		return result;
	}

	private static ECPoint add(ECPoint p, ECPoint q, EllipticCurve curve) {
		if (p.equals(ECPoint.POINT_INFINITY)) {
			return q;
		}
		if (q.equals(ECPoint.POINT_INFINITY)) {
			return p;
		}
		BigInteger prime = ((ECFieldFp) curve.getField()).getP();
		BigInteger slope = p.equals(q) ? tangent(p, curve, prime) : secant(p, q, prime);
		BigInteger x = slope.pow(2).subtract(p.getAffineX()).subtract(q.getAffineX()).mod(prime);
		BigInteger y = p.getAffineX().subtract(x).multiply(slope).subtract(p.getAffineY()).mod(prime);
		return new ECPoint(x, y);
	}

	private static BigInteger tangent(ECPoint p, EllipticCurve curve, BigInteger prime) {
		return p.getAffineX()
			.pow(2)
			.multiply(THREE)
			.add(curve.getA())
			.multiply(p.getAffineY().multiply(TWO).modInverse(prime));
	}

	private static BigInteger secant(ECPoint p, ECPoint q, BigInteger prime) {
		return q.getAffineY()
			.subtract(p.getAffineY())
			.multiply(q.getAffineX().subtract(p.getAffineX()).modInverse(prime));
	}

}
