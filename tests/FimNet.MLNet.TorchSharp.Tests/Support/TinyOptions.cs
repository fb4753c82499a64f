namespace FimNet.MLNet.Tests;

/// <summary>Options of trainings of a few steps on images of 64x64.</summary>
internal static class TinyOptions
{
    public const int Side = 64;

    /// <param name="stage1">Steps of stage 1.</param>
    /// <param name="stage2">Steps of stage 2.</param>
    public static FimNetOptions Of(int stage1, int stage2) => FimNetOptions.Fast with
    {
        ImageWidth = Side,
        ImageHeight = Side,
        MemorySize = 5,
        BatchSize = 2,
        Stage1 = TrainingLength.Steps(stage1),
        Stage2 = TrainingLength.Steps(stage2),

        // Blurred pastes alone: drawing the built-in textures takes longer than such a training.
        Defects = DefectGeneratorOptions.Default with { NaturalPastes = 0 },
        Threads = 1,
    };
}
