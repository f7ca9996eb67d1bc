import Commands

await SwiftLambda.main()
