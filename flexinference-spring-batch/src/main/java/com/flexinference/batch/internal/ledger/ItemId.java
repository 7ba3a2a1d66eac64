package com.flexinference.batch.internal.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies an item and its request, without what may change between two executions, by
 * half of a SHA-256 digest. The ledger has it as 32 hexadecimal digits.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record ItemId(long high, long low) {

	public static ItemId of(String key, String format, String request) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (String part : new String[] { key, format, request }) {
				byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
				digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
				digest.update(bytes);
			}
			ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
			return new ItemId(bytes.getLong(), bytes.getLong());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

	static ItemId parse(String text) {
		return new ItemId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
	}

	@Override
	public String toString() {
		HexFormat hex = HexFormat.of();
		return hex.toHexDigits(this.high) + hex.toHexDigits(this.low);
	}

}
