namespace FimNet.MLNet.AutoML.Journal;

/// <summary>Changes to an experiment's folder: what the file system refuses, such as a disk that is full, concerns the whole experiment.</summary>
internal static class FolderAccess
{
    /// <param name="folder">Named in the message.</param>
    /// <param name="change">Makes the change.</param>
    /// <exception cref="ExperimentFolderException">The file system refuses it.</exception>
    public static T Change<T>(string folder, Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentFolderException($"The folder '{folder}' cannot be used for an experiment: {e.Message} Use a folder that can be written, on a disk with enough room.", e);
        }
    }

    /// <inheritdoc cref="Change{T}"/>
    public static void Change(string folder, Action change) => Change(folder, () =>
    {
        change();
        return true;
    });
}
