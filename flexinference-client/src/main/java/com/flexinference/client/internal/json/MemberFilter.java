package com.flexinference.client.internal.json;

/**
 * Tells which members of objects become a part of a tree.
 */
@FunctionalInterface
public interface MemberFilter {

	/**
	 * Return whether to read a member.
	 * @param depth how deep its object is nested, 1 for the outermost
	 * @param name the name of the member
	 * @return whether to read it
	 */
	boolean includes(int depth, String name);

}
