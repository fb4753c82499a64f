namespace FimNet.MLNet.Persistence.Graphs;

/// <summary>How a model's refusal reads.</summary>
internal static class Refusal
{
    /// <param name="reason">What is wrong, as the end of "because ...".</param>
    public static ModelFormatException Of(string reason) =>
        new($"The model was refused because {reason}. The file is damaged or was not written by this library; save the model again, or get it from where it was made.");

    public static ModelFormatException Of(string reason, Exception inner) =>
        new($"The model was refused because {reason}: {inner.Message} The file is damaged or was not written by this library; save the model again, or get it from where it was made.", inner);
}
