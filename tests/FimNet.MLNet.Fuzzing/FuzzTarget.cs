namespace FimNet.MLNet.Fuzzing;

/// <summary>A parser that a fuzzer gives bytes to.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Seeds">Sound inputs, which the fuzzer begins with.</param>
/// <param name="Accepts">Reads an input. A promised refusal is an answer; any other exception is a failure.</param>
internal sealed record FuzzTarget(string Name, Func<IEnumerable<byte[]>> Seeds, Func<byte[], bool> Accepts);
