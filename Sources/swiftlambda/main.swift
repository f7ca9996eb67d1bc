import Commands

// Before anything starts a thread: what has several may not enter a user namespace, and not fork.
SwiftLambda.superviseProgram()
await SwiftLambda.main()
